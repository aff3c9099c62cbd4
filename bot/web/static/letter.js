// The letter at /letter, made in the browser: nothing that is written there is sent.
// It does what bot/web/drafting.py does, with the same parts; a test compares the two.

const byId = (id) => document.getElementById(id);
const form = byId("questions");
const status = byId("letter-status");
const parts = [...byId("parts").content.children];
const rules = [...document.querySelectorAll("li[data-law]")];
const close = ["from", "to", "item"];
const longestAddress = 2000;
const unfit = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu;
let letter = {};

const tidy = (text) => text.replace(/\r\n?/g, "\n").replace(/\t/g, " ").replace(unfit, "").trim();

function answers() {
  const given = { ...form.elements.council.selectedOptions[0].dataset };
  for (const [name, text] of new FormData(form)) given[name] = tidy(text);
  return given;
}

function holds(rule, values) {
  return rule.split(" ").filter(Boolean).every((condition) => {
    const [, names, unlike, wanted] = condition.match(/^([\w|]+)(!?)=(.*)$/);
    const has = (name) => wanted.split(",").includes(values[name] || "");
    return names.split("|").some((name) => has(name) !== Boolean(unlike));
  });
}

function draft(values) {
  const standing = parts.filter((part) => holds(part.dataset.when, values));
  const law = new Set(standing.flatMap((part) => part.dataset.law.split(" ")).filter(Boolean));
  const title = (key) => rules.find((rule) => rule.dataset.law === key).dataset.title;
  const known = { ...values, laws: [...law].map(title).join("\n") };
  const filled = (text) => text.replace(/\{(\w+)\}/g, (_, name) => known[name] || "");
  const blocks = standing.flatMap((part) =>
    filled(part.textContent).split("\n").map((line) => ({ kind: part.dataset.as, text: line.trim() })));
  return { blocks: blocks.filter((block) => block.text), law };
}

function joined(blocks) {
  return blocks.map((block, place) => {
    const before = blocks[place - 1];
    const tight = before && before.kind === block.kind && close.includes(block.kind);
    const gap = before ? (tight ? "\n" : "\n\n") : "";
    return gap + (block.kind === "item" ? "- " : "") + block.text;
  }).join("");
}

function showEmail(to) {
  const quoted = (text) => encodeURIComponent(text.replace(/\n/g, "\r\n"));
  const only = (...kinds) => quoted(joined(letter.blocks.filter(({ kind }) => kinds.includes(kind))));
  const address = `mailto:${to}?subject=${only("subject")}&body=`;
  const whole = address + only("text", "item");
  const fits = whole.length <= longestAddress;
  byId("email").href = fits ? whole : address + quoted(byId("email").dataset.paste);
  byId("too-long-for-email").hidden = fits;
}

function elements(blocks) {
  const shown = [];
  let list = null;
  for (const { kind, text } of blocks) {
    const element = document.createElement(kind === "item" ? "li" : "p");
    element.textContent = text;
    if (kind !== "item") {
      element.className = kind;
      list = null;
      shown.push(element);
      continue;
    }
    if (!list) shown.push(list = document.createElement("ul"));
    list.append(element);
  }
  return shown;
}

function update() {
  const values = answers();
  for (const element of document.querySelectorAll("[data-when]")) {
    element.hidden = !holds(element.dataset.when, values);
  }
  byId("letter").hidden = !values.council;
  status.textContent = "";
  if (!values.council) return;
  wrongCouncil(false);
  letter = draft(values);
  byId("draft").replaceChildren(...elements(letter.blocks));
  for (const rule of rules) rule.hidden = !letter.law.has(rule.dataset.law);
  showEmail(values.email);
}

function wrongCouncil(isWrong) {
  const council = form.elements.council;
  byId("council-error").hidden = !isWrong;
  council.parentElement.classList.toggle("wrong", isWrong);
  for (const [name, value] of [["aria-invalid", "true"], ["aria-describedby", "council-error"]]) {
    if (isWrong) council.setAttribute(name, value);
    else council.removeAttribute(name);
  }
}

function show() {
  update();
  if (form.elements.council.value) {
    const heading = [...byId("letter").querySelectorAll("h2")].find((one) => one.getClientRects().length);
    heading.focus();
  } else {
    wrongCouncil(true);
    form.elements.council.focus();
  }
}

async function copy() {
  try {
    await navigator.clipboard.writeText(joined(letter.blocks));
    status.textContent = status.dataset.copied;
  } catch {
    getSelection().selectAllChildren(byId("draft"));
    status.textContent = status.dataset.notCopied;
  }
}

// A Word file is a zip archive of a few XML files; here they are put in as they are, not packed.

function paragraph(block, place, blocks) {
  const after = blocks[place + 1];
  const tight = after && after.kind === block.kind && close.includes(block.kind);
  const text = block.text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<w:p><w:pPr>${block.kind === "item" ? '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' : ""}`
    + `<w:spacing w:after="${tight ? 0 : 200}"/></w:pPr>`
    + `<w:r>${block.kind === "subject" ? "<w:rPr><w:b/></w:rPr>" : ""}<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

function wordFile(blocks) {
  const office = "http://schemas.openxmlformats.org/";
  const main = `xmlns:w="${office}wordprocessingml/2006/main"`;
  const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  const relation = (id, kind, target) =>
    `<Relationship Id="r${id}" Type="${office}officeDocument/2006/relationships/${kind}" Target="${target}"/>`;
  const relations = (...all) => `<Relationships xmlns="${office}package/2006/relationships">${all.join("")}</Relationships>`;
  const override = (name, kind) => `<Override PartName="/word/${name}.xml" ContentType="${type}${kind}+xml"/>`;
  return zip({
    "[Content_Types].xml": `<Types xmlns="${office}package/2006/content-types">`
      + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
      + override("document", "document.main") + override("styles", "styles")
      + override("numbering", "numbering") + "</Types>",
    "_rels/.rels": relations(relation(1, "officeDocument", "word/document.xml")),
    "word/_rels/document.xml.rels": relations(
      relation(1, "styles", "styles.xml"), relation(2, "numbering", "numbering.xml")),
    "word/styles.xml": `<w:styles ${main}><w:docDefaults><w:rPrDefault><w:rPr>`
      + '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="24"/><w:lang w:val="en-GB"/>'
      + "</w:rPr></w:rPrDefault></w:docDefaults></w:styles>",
    "word/numbering.xml": `<w:numbering ${main}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">`
      + '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>'
      + '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    "word/document.xml": `<w:document ${main}><w:body>${blocks.map(paragraph).join("")}</w:body></w:document>`,
  }, `${type}document`);
}

function zip(files, type) {
  const numbers = (...pairs) => {
    const bytes = [];
    for (const [size, number] of pairs) for (let at = 0; at < size; at += 1) bytes.push((number >>> (8 * at)) & 255);
    return new Uint8Array(bytes);
  };
  const body = [];
  const index = [];
  let offset = 0;
  let indexSize = 0;
  for (const [path, xml] of Object.entries(files)) {
    const name = new TextEncoder().encode(path);
    const content = new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${xml}`);
    // Version 2.0, no flags, not packed, midnight on 1 January 1980, check sum, sizes, length of the name.
    const facts = [[2, 20], [2, 0], [2, 0], [2, 0], [2, 33], [4, crc32(content)],
      [4, content.length], [4, content.length], [2, name.length], [2, 0]];
    const head = numbers([4, 0x04034b50], ...facts);
    const entry = numbers([4, 0x02014b50], [2, 20], ...facts, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]);
    body.push(head, name, content);
    index.push(entry, name);
    offset += head.length + name.length + content.length;
    indexSize += entry.length + name.length;
  }
  const count = Object.keys(files).length;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, indexSize], [4, offset], [2, 0]);
  return new Blob([...body, ...index, end], { type });
}

function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum;
}

function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(wordFile(letter.blocks));
  link.download = byId("save").dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

for (const element of document.querySelectorAll(".only-script")) element.hidden = false;
for (const element of document.querySelectorAll(".no-script")) element.hidden = true;
form.addEventListener("input", update);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter === byId("save")) save();
  else show();
});
byId("copy").addEventListener("click", copy);
byId("print").addEventListener("click", () => print());
addEventListener("pageshow", update);
