// In the browser, and only there: postings are verified by the reader's own key (RFC 9162, C2SP signed-note).
const part = document.getElementById("prove");
const KEPT = "verifier-key";
const bytes = text => new TextEncoder().encode(text);
const ofBase64 = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
const hex = all => Array.from(all, b => b.toString(16).padStart(2, "0")).join("");
// Of what is said in both languages, the one that the page is in.
const inOne = { en: text => text.replace(/^[^\w(]+ (?=[a-z])/i, ""), "zh-CN": text => text.replace(/ [a-z].*$/i, "") };
const shown = document.querySelector(".languages [aria-current]:not(:last-child)");
const inLanguage = text => shown ? inOne[document.documentElement.lang](text) : text;
const same = (a, b) => hex(a) === hex(b);

async function sha256(...parts) {
  const all = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of parts) { all.set(each, at); at += each.length; }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", all));
}

async function keyOf(text) {
  const form = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text.trim());
  if (!form) throw new Error("公钥形式不符 not a verifier key");
  const typed = ofBase64(form[3]);
  const hash = (await sha256(bytes(form[1] + "\n"), typed)).slice(0, 4);
  if (typed[0] !== 1 || hex(hash) !== form[2]) throw new Error("公钥形式不符 not a verifier key");
  return { name: form[1], hash, key: await crypto.subtle.importKey("raw", typed.slice(1), "Ed25519", false, ["verify"]) };
}

// The head of the log in a note that the key signed.
async function headOf(note, by) {
  const end = note.lastIndexOf("\n\n");
  if (end < 0) throw new Error("检查点形式不符 not a signed note");
  const text = note.slice(0, end + 1);
  let signed = 0;
  for (const line of note.slice(end + 2).split("\n").filter(each => each)) {
    const space = line.lastIndexOf(" ");
    const both = ofBase64(line.slice(space + 1));
    if (line.slice(0, space) !== "— " + by.name || !same(both.slice(0, 4), by.hash)) continue;
    if (!await crypto.subtle.verify("Ed25519", by.key, both.slice(4), bytes(text))) throw new Error("签名不符 the signature is wrong");
    signed++;
  }
  if (!signed) throw new Error("不是此公钥所签 not signed by this key");
  const lines = text.split("\n");
  return { size: Number(lines[1]), root: ofBase64(lines[2]) };
}

// RFC 9162, 2.1.3.2.
async function rootOf(leaf, index, size, path) {
  let at = index, last = size - 1, root = leaf;
  for (const each of path) {
    if (last === 0) throw new Error("路径过长 the path is too long");
    if (at % 2 === 1 || at === last) {
      root = await sha256([1], each, root);
      while (at % 2 === 0 && at !== 0) { at = Math.floor(at / 2); last = Math.floor(last / 2); }
    } else {
      root = await sha256([1], root, each);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) throw new Error("路径过短 the path is too short");
  return root;
}

async function verify(address, postingId, by) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("没有得到证明 no proof was given (" + answer.status + ")");
  const { fact, proof, checkpoint } = await answer.json();
  const head = await headOf(checkpoint, by);
  const leaf = await sha256([0], bytes(fact));
  const root = await rootOf(leaf, proof.position - 1, head.size, proof.path.map(ofBase64));
  if (!same(root, head.root)) throw new Error("与所签的根不符 it is not what was signed");
  const said = JSON.parse(fact);
  if (said.position !== proof.position || said.fact.posting.id !== postingId) throw new Error("是另一笔记账 it is another posting");
  return { n: said.position, key: by.name, size: head.size };
}

if (part) {
  const form = part.querySelector("form");
  const field = form.elements.key;
  const kept = {
    get: () => { try { return localStorage.getItem(KEPT) || ""; } catch { return ""; } },
    set: text => { try { text ? localStorage.setItem(KEPT, text) : localStorage.removeItem(KEPT); } catch { /* it is asked for again */ } },
  };
  const say = (where, ok, text) => {
    where.className = "verdict " + (ok ? "proven" : "wrong");
    where.textContent = (ok ? "✓ " : "✗ ") + text;
  };
  form.hidden = false;
  field.value = kept.get();
  form.addEventListener("reset", event => { event.preventDefault(); field.value = ""; kept.set(""); });
  const button = form.querySelector("button");
  form.addEventListener("submit", async event => {
    event.preventDefault();
    button.disabled = true;
    await verifyAll();
    button.disabled = false;
  });
  async function verifyAll() {
    const verdicts = Array.from(part.querySelectorAll("li"));
    const all = text => verdicts.forEach(each => say(each.querySelector(".verdict"), false, text));
    if (!crypto.subtle) return all(part.dataset.noCrypto);
    if (!field.value.trim()) return all(part.dataset.keyMissing);
    let by;
    try { by = await keyOf(field.value); } catch (wrong) { return all(inLanguage(wrong.message)); }
    kept.set(field.value.trim());
    for (const each of verdicts) {
      const link = each.querySelector("a"), verdict = each.querySelector(".verdict");
      try {
        const shown = await verify(link.getAttribute("href"), link.textContent, by);
        say(verdict, true, part.dataset.proven.replace(/\{(\w+)\}/g, (_, name) => shown[name]));
      } catch (wrong) {
        say(verdict, false, inLanguage(wrong.message));
      }
    }
  }
}

// A replay tells by itself how far it has come; at its end the page is asked for again.
const live = document.querySelector("[data-events]");
if (live) {
  const source = new EventSource(live.dataset.events);
  source.addEventListener("progress", event => {
    const { progress } = JSON.parse(event.data);
    for (const each of live.querySelectorAll("[data-of]")) each.textContent = progress[each.dataset.of];
  });
  source.addEventListener("result", () => { source.close(); location.reload(); });
}
