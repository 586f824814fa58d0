/* Dark when the system is dark and the user chose nothing else. Runs before the first paint. */
(() => {
  const root = document.documentElement;
  if (root.dataset.appearance !== "auto") return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => (root.dataset.bsTheme = dark.matches ? "dark" : "light");
  apply();
  dark.addEventListener("change", apply);
})();
