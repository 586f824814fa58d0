/* What can be hit depends on what happened: the list follows the kind, and only of a product is something left.
   Without this script the list offers everything. */
(() => {
  const form = document.querySelector("[data-what]");
  if (!form) return;
  const kind = form.querySelector("[name=kind]");
  const target = form.querySelector("[name=target]");
  const ofProduct = [...form.querySelectorAll("[data-of-product]")];
  const follow = () => {
    target.setAttribute("list", `targets-${kind.value}`);
    for (const one of ofProduct) one.parentElement.hidden = kind.value !== "supply";
  };
  kind.addEventListener("change", () => { target.value = ""; follow(); });
  follow();
})();
