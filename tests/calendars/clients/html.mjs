// What html-validate says against pages: the HTML standard's content model, and what assistive technology needs.
// In: {pages, off: [rules]}. Out: a list of sentences, empty where all is well.
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const { pages, off } = JSON.parse(await new Response(process.stdin).text());
const rules = Object.fromEntries(off.map((rule) => [rule, "off"]));
const config = { root: true, extends: ["html-validate:recommended", "html-validate:document"], rules };
const validator = new HtmlValidate(new StaticConfigLoader(config));
const faults = [];
for (const page of pages) {
  const { results } = await validator.validateString(page);
  for (const { messages } of results) faults.push(...messages.map(({ ruleId, line, message }) => `${ruleId}, line ${line}: ${message}`));
}
process.stdout.write(JSON.stringify(faults));
