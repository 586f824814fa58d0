/* A passkey is made or used when its button is pressed; the form carries what the browser answers.
   Until this script is there the button cannot be pressed: it would do nothing. */
(() => {
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const options = JSON.parse(document.getElementById("passkey-data").textContent);
    const failed = form.querySelector("[data-passkey-failed]");
    const button = form.querySelector("button");
    button.disabled = false;
    button.addEventListener("click", async () => {
      failed.hidden = true;
      try {
        const answer =
          form.dataset.passkey === "create"
            ? await window.webauthnJSON.create(options.creation_options)
            : await window.webauthnJSON.get(options.request_options);
        form.elements.credential.value = JSON.stringify(answer);
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  });
})();
