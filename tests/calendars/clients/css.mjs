// What of a style sheet a browser does not know, by MDN's compatibility data, and selectors without the given prefix.
// In: {css, browser, version, prefix?}. Out: a list of sentences, empty where all is well.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { generate, parse, walk } from "css-tree";

const data = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@mdn/browser-compat-data")));
const { css, browser, version, prefix } = JSON.parse(await new Response(process.stdin).text());
const faults = [];

function known(feature, vendor) {
  const found = feature?.__compat?.support?.[browser];
  return [found ?? []].flat().some((one) => {
    const added = Number.parseFloat(one.version_added);
    return added <= version && !one.version_removed && !one.flags && (one.prefix ?? "") === vendor;
  });
}

function typed(name) {
  return [data.css.types, ...Object.values(data.css.types)].map((types) => types[name]).find((found) => found?.__compat);
}

function ask(what, feature, vendor = "") {
  if (!known(feature, vendor)) faults.push(`${what} is not in ${browser} ${version}`);
}

const tree = parse(css, { onParseError: (error) => faults.push(error.formattedMessage) });
walk(tree, {
  visit: "Declaration",
  enter({ property, value }) {
    if (property.startsWith("--")) return;
    const [, vendor, name] = /^(-webkit-)?(.+)$/.exec(property);
    const page = this.atrule?.name === "page" && data.css["at-rules"].page[name];
    const feature = page || data.css.properties[name];
    ask(`property ${property}`, feature, vendor ?? "");
    walk(value, (node) => {
      if (node.type === "Identifier" && feature?.[node.name]) ask(`${property}: ${node.name}`, feature[node.name]);
      if (node.type === "Function" && typed(node.name)) ask(`${node.name}()`, typed(node.name));
    });
  },
});
walk(tree, (node) => {
  if (node.type === "Atrule") ask(`@${node.name}`, data.css["at-rules"][node.name]);
  if (node.type === "Feature") ask(`media feature ${node.name}`, data.css["at-rules"].media[node.name.replace(/^m(in|ax)-/, "")]);
  if (/^Pseudo/.test(node.type)) ask(`:${node.name}`, data.css.selectors[node.name]);
});
walk(tree, {
  visit: "Selector",
  enter(selector) {
    const first = selector.children.first;
    if (prefix && !(first.type === "ClassSelector" && first.name.startsWith(prefix)))
      faults.push(`${generate(selector)} does not begin with a class ${prefix}…`);
  },
});
process.stdout.write(JSON.stringify(faults));
