// Turns <a href="https://…/" data-have-your-say> into a button that opens the chat in a panel.
// Without this script, or on a small screen, the link leads to the chat.
((words) => {
  const link = document.querySelector("a[data-have-your-say]");
  if (!link) return;
  const { href, className, textContent } = link;
  const { origin } = new URL(href);

  // Styles are set by script, for a council's page may forbid style attributes.
  const make = (tag, part, style, members) => {
    const made = document.createElement(tag);
    made.style.cssText = style;
    return Object.assign(made, { id: `have-your-say-${part}` }, members);
  };

  const press = "font:inherit;cursor:pointer;min-height:2.75rem;padding:.5rem 1rem;border:2px solid;";
  const look = className ? "" : press + "border-color:#0d4046;background:#155359;color:#fff";
  const launcher = make("button", "launcher", look, { type: "button", className, textContent });
  launcher.ariaExpanded = "false";
  link.style.display = "none";
  link.after(launcher);

  const heading = make("h2", "heading", "margin:0;font-size:1.1rem", { tabIndex: -1, textContent });
  let panel, frame;

  const show = (open) => {
    panel.style.display = open ? "flex" : "none";
    launcher.ariaExpanded = `${open}`;
    (open ? heading : launcher).focus();
  };

  const build = () => {
    const close = make("button", "close", press + "background:#fff;color:inherit", {
      type: "button",
      textContent: words.close,
      onclick: () => show(false),
    });
    frame = make("iframe", "frame", "flex:1;border:0;border-top:1px solid", {
      title: textContent,
      src: href,
      allow: "clipboard-write",
      onload: () => frame.contentWindow.postMessage({ haveYourSay: "hello" }, origin),
    });
    const bar = make(
      "div",
      "bar",
      "display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;padding:.4rem .8rem",
    );
    panel = make(
      "section",
      "panel",
      "position:fixed;right:0;bottom:0;z-index:2147483647;flex-direction:column;box-sizing:border-box;" +
        "width:min(30rem,100vw);height:min(48rem,100vh);border:2px solid;background:#fff;color:#1d2426",
      { onkeydown: (event) => void (event.key === "Escape" && show(false)) },
    );
    panel.setAttribute("aria-labelledby", heading.id);
    launcher.setAttribute("aria-controls", panel.id);
    bar.append(heading, close);
    panel.append(bar, frame);
    launcher.after(panel);
  };

  launcher.onclick = () => {
    if (!matchMedia("(min-width:40rem) and (min-height:30rem)").matches) return link.click();
    if (!panel) build();
    show(launcher.ariaExpanded === "false");
  };

  addEventListener("message", ({ data, origin: from, source }) => {
    if (from !== origin || source !== frame?.contentWindow) return;
    if (data?.haveYourSay === "close") show(false);
    if (data?.haveYourSay === "exit" && /^https:/.test(data.exit)) location.replace(data.exit);
  });
})(WORDS);
