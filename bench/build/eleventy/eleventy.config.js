/* The same site in Eleventy. It reads the folder that crosswalk reads, which the runner links here as `content`.

   Fair to Eleventy: templates are JavaScript, which it calls without a template language in between; what pages
   share is made once, in `crosswalk.js`; layouts are not chained; files of the content are given their addresses by
   the parser of their front matter, since computed data would be worked out for each of thirty thousand outputs. */

import highlight from "@11ty/eleventy-plugin-syntaxhighlight";
import yaml from "js-yaml";
import { readings } from "./crosswalk.js";

export default function (config) {
  config.addPlugin(highlight);
  config.setFrontMatterParsingOptions({
    engines: {
      yaml(text) {
        const data = yaml.load(text, { schema: yaml.CORE_SCHEMA });
        return { ...data, permalink: `${data.permalink}.html` };
      },
    },
  });
  config.addCollection("topics", (api) => readings(api.getFilteredByGlob("content/topics/*.md")).topics);
  config.addPassthroughCopy({ assets: "/" });
  config.setQuietMode(true);
  return {
    dir: { input: ".", includes: "_includes" },
    templateFormats: ["md", "11ty.js"],
    markdownTemplateEngine: false,
  };
}
