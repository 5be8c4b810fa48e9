"use strict";
// The message line: commands after a slash, and suggestions for days and choices while they are typed.

class Composer {
  constructor(ask, send) {
    this.ask = ask;
    this.line = document.getElementById("line");
    this.list = document.getElementById("found");
    this.commands = [];
    this.at = -1;
    this.line.addEventListener("input", () => this.look());
    this.line.addEventListener("keydown", (event) => this.key(event));
    this.line.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    document.getElementById("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.line.value.trim();
      if (!text) return;
      this.line.value = "";
      this.at = -1;
      this.close();
      send(text);
    });
  }

  put(text) {
    this.line.value = text;
    this.line.focus();
    this.look();
  }

  // What fits what stands in the line now.
  async look() {
    const text = this.line.value;
    const asked = ++Composer.turn;
    if (!text.startsWith("/")) return this.show([]);
    const command = this.commands.filter((one) => text.toLowerCase().startsWith(one.name + " "))
      .sort((one, other) => other.name.length - one.name.length)[0];
    const longer = this.commands.filter((one) => one.name.startsWith(text.toLowerCase().trimEnd()) && one !== command);
    if (!command) return this.show(longer.map((one) => this.offered(one)));
    const partial = text.slice(command.name.length + 1);
    const option = command.options.find((one) => ["day", "days", "choice", "person"].includes(one.kind));
    const rows = [];
    if (option) {
      const answer = await this.ask("suggest", { command: command.name.slice(1), option: option.key, partial });
      if (asked !== Composer.turn) return;
      for (const [label, value] of answer.suggestions || []) rows.push({ text: `${command.name} ${value}`, name: label, about: "" });
    }
    rows.push(...longer.map((one) => this.offered(one)));
    if (!rows.length || partial === "") rows.unshift({ text: "", name: command.name + Composer.hint(command), about: command.about });
    this.show(rows);
  }

  offered(command) {
    return { text: command.name + " ", name: command.name + Composer.hint(command), about: command.about };
  }

  static hint(command) {
    return command.options.map((one) => (one.required ? ` ${one.name}` : ` [${one.name}]`)).join("");
  }

  // What was chosen with the arrows stays chosen when a later answer has it too.
  show(rows) {
    const chosen = this.at >= 0 ? this.rows[this.at].text : null;
    this.at = -1;
    this.rows = rows;
    this.list.hidden = !rows.length;
    this.line.setAttribute("aria-expanded", String(rows.length > 0));
    this.line.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...rows.map((row, number) => {
      const item = document.createElement("div");
      const name = document.createElement("strong");
      const about = document.createElement("small");
      item.id = `found-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      name.textContent = row.name;
      about.textContent = row.about;
      item.append(name, about);
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); this.take(number); });
      return item;
    }));
    if (chosen) this.choose(rows.findIndex((row) => row.text === chosen));
  }

  choose(at) {
    this.at = at;
    [...this.list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at < 0) return;
    this.line.setAttribute("aria-activedescendant", `found-${at}`);
    this.list.children[at].scrollIntoView({ block: "nearest" });
  }

  take(number) {
    const row = this.rows[number];
    this.at = -1;
    if (row && row.text) this.put(row.text);
    else this.close();
  }

  // Nothing to choose any more, whatever answer is still under way.
  close() {
    Composer.turn += 1;
    this.show([]);
  }

  key(event) {
    const count = this.rows ? this.rows.length : 0;
    if (event.key === "Escape" && count) { event.preventDefault(); this.close(); }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      this.choose((this.at + (event.key === "ArrowDown" ? 1 : -1) + count + (this.at < 0 && event.key === "ArrowUp" ? 1 : 0)) % count);
    } else if ((event.key === "Enter" || event.key === "Tab") && count && this.at >= 0) { event.preventDefault(); this.take(this.at); }
  }
}
Composer.turn = 0;
