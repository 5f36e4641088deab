// The way out of the pages for participants: another page takes the place of this one.
(() => {
  const wayOut = document.getElementById("way-out");
  let pressed = -Infinity;

  const leave = () => {
    document.body.hidden = true;
    location.replace(wayOut.href);
  };

  wayOut.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  // From sheet to sheet one page takes the place of the other, so that none is left to go back to.
  document.addEventListener("click", (event) => {
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
