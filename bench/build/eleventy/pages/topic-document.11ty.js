/* A topic as JSON. */

export const data = {
  pagination: { data: "collections.topics", size: 1, alias: "topic" },
  permalink: ({ topic }) => `/design/topics/${topic.id}.json`,
};

export const render = ({ topic }) => topic.json;
