// The way out of the pages for participants: another page takes the place of this one.
// It is read before the page is, so that no tap comes too early for it.
(() => {
  let pressed = -Infinity;

  const leave = () => {
    document.body.hidden = true;
    location.replace(document.getElementById("way-out").href);
  };

  // From sheet to sheet one page takes the place of the other, so that none is left to go back to.
  document.addEventListener("click", (event) => {
    if (event.target.closest("#way-out")) {
      event.preventDefault();
      leave();
      return;
    }
    const link = event.target.closest("#main a");
    if (!link || link.pathname.endsWith(".pdf") || link.origin !== location.origin) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(link.href);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - pressed < 1500) leave();
    pressed = event.timeStamp;
  });
})();
