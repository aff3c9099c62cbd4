"""Reads a page as a browser without script does: its forms, its text, its links."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """What stands in a page. `forms` holds the fields that each form would send."""

    def __init__(self, html):
        super().__init__()
        self.forms, self.buttons, self.links, self.ids, self.tags = [], [], [], [], []
        self.text = ""
        self._field = None
        self._open_button = None
        self.feed(html)

    def button(self, label):
        return next(name for words, name in self.buttons if words == label)

    def labels(self):
        return [words for words, name in self.buttons if name and name[0] == "choice"]

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        if tag == "form":
            self.forms.append({})
        elif tag == "input":
            self.forms[-1][given["name"]] = given["value"]
        elif tag in ("textarea", "select"):
            self._field = given["name"]
            self.forms[-1][self._field] = ""
        elif tag == "option" and "selected" in given:
            self.forms[-1][self._field] = given["value"]
        elif tag == "button":
            name = (given["name"], given["value"]) if "name" in given else None
            self._open_button = ["", name]
            self.buttons.append(self._open_button)
        elif tag == "a":
            self.links.append(given["href"])

    def handle_endtag(self, tag):
        if tag in ("textarea", "select"):
            self._field = None
        elif tag == "button":
            self._open_button = None

    def handle_data(self, data):
        self.text += data
        if self._open_button:
            self._open_button[0] += data
        if self._field == "text":
            self.forms[-1]["text"] += data.removeprefix("\n")


class Browser:
    """Somebody at the page whose browser runs no script: follows forms only."""

    def __init__(self, client, path="/"):
        self.client = client
        self._take(client.get(path, headers={"Accept": "text/html"}))

    def _take(self, answer):
        self.answer = answer
        self.page = Page(answer.text)

    def _send(self, fields):
        self._take(self.client.post("/", data=fields, headers={"Accept": "text/html"}))
        return self.page

    def write(self, text, **fields):
        return self._send(self.page.forms[0] | {"text": text} | fields)

    def press(self, label):
        return self._send(self.page.forms[0] | dict([self.page.button(label)]))
