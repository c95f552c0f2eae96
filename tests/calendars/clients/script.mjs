// What of a script a browser does not know: syntax newer than the given ECMAScript year, and globals and members that,
// by MDN's compatibility data, nothing in that browser has.
// In: {script, ecma, browser, version}. Out: a list of sentences, empty where all is well.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "acorn";
import { full } from "acorn-walk";

const data = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@mdn/browser-compat-data")));
const { script, ecma, browser, version } = JSON.parse(await new Response(process.stdin).text());
const faults = new Set();

function known(feature) {
  const found = feature.__compat?.support?.[browser];
  return [found ?? []].flat().some((one) => Number.parseFloat(one.version_added) <= version && !one.version_removed && !one.flags && !one.prefix);
}

// Every name of an interface, a global or a member, and whether something of that name is there.
const globals = new Map();
const members = new Map();
function note(names, name, feature) {
  if (feature.__compat) names.set(name, Boolean(names.get(name)) || known(feature));
}
for (const interfaces of [data.api, data.javascript.builtins]) {
  for (const [name, feature] of Object.entries(interfaces)) {
    note(globals, name, feature);
    note(members, name, feature);
    for (const [member, one] of Object.entries(feature)) {
      if (member === "__compat") continue;
      const plain = member.replace(/_(static|event)$/, "");
      note(members, plain, one);
      if (name === "Window") note(globals, plain, one);
      for (const [option, inner] of Object.entries(one)) if (/_parameter$/.test(option)) note(members, option, inner);
    }
  }
}

let tree;
try {
  tree = parse(script, { ecmaVersion: ecma, sourceType: "script" });
} catch (error) {
  faults.add(`syntax is not in ECMAScript ${ecma}: ${error.message}`);
}
if (tree) {
  full(tree, (node) => {
    // What follows dataset is the page's own name.
    const own = node.type === "MemberExpression" && node.object.property?.name === "dataset";
    if (node.type === "MemberExpression" && !node.computed && !own && members.get(node.property.name) === false)
      faults.add(`.${node.property.name} is not in ${browser} ${version}`);
    if (node.type === "Identifier" && globals.get(node.name) === false) faults.add(`${node.name} is not in ${browser} ${version}`);
  });
}
process.stdout.write(JSON.stringify([...faults]));
