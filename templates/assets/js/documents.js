/* Documents of the API, each asked for once. */

/** @type {Map<string, Promise<any>>} */
const asked = new Map();

/**
 * Return the document at *address*; what could not be read is asked for again next time.
 * @param {string} address
 * @returns {Promise<any>}
 */
export function read(address) {
  const before = asked.get(address);
  if (before) return before;
  const answer = fetch(address).then((response) => {
    if (!response.ok) throw new Error(`${response.status}`);
    return response.json();
  });
  asked.set(address, answer);
  answer.catch(() => asked.delete(address));
  return answer;
}
