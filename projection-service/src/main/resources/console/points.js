
// Sliders of the point bar: each says what the field beside it says, and what it stops at is shown at once.
{
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  told.className = "told";
  let asked = new AbortController();
  const stopsOf = slider => Array.from(slider.list.options, each => ({ value: each.dataset.value, said: each.label }));
  const fieldOf = slider => slider.form.elements[slider.dataset.of];
  const say = (slider, stop) => slider.setAttribute("aria-valuetext", stop.said);
  const figures = within => Array.from(within.querySelectorAll(".sheet td, .sheet tbody th"), each => each.textContent);

  // As many as say something else; a row that came or went moves all behind it, so those of another number of rows are counted whole.
  function changed(before, after) {
    return before.length === after.length ? before.filter((each, i) => each !== after[i]).length : Math.max(before.length, after.length);
  }

  async function show(slider) {
    const form = slider.form, of = slider.dataset.of;
    const address = new URL(form.getAttribute("action"), location.href);
    address.search = new URLSearchParams(new FormData(form)).toString();
    asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: asked.signal });
      if (!answer.ok) return location.assign(address);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const before = figures(document), after = figures(page), point = slider.getAttribute("aria-valuetext");
      for (const part of ["#answer", ".asof", ".languages", ".session"]) {
        const old = document.querySelector(part), now = page.querySelector(part);
        if (old && now) old.replaceWith(document.importNode(now, true));
      }
      history.replaceState(null, "", address);
      const count = changed(before, after);
      begin();
      told.textContent = point + ": " + (count ? form.dataset.changed.replace("{n}", count) : form.dataset.same);
      document.querySelector("[type=range][data-of=" + of + "]")?.focus();
    } catch (wrong) {
      if (wrong.name !== "AbortError") location.assign(address);
    }
  }

  function begin() {
    for (const slider of document.querySelectorAll(".point-bar [type=range]")) {
      const stops = stopsOf(slider), field = fieldOf(slider);
      slider.hidden = false;
      slider.addEventListener("input", () => {
        field.value = stops[slider.value].value;
        say(slider, stops[slider.value]);
      });
      slider.addEventListener("change", () => show(slider));
      field.addEventListener("change", () => {
        const known = stops.findLastIndex(each => field.type === "date" ? each.value <= field.value : Number(each.value) <= Number(field.value));
        slider.value = Math.max(0, known);
        say(slider, stops[slider.value]);
      });
    }
  }

  if (document.querySelector(".point-bar [type=range]")) {
    document.querySelector("#answer").before(told);
    begin();
  }
}
