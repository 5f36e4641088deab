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
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - pressed < 1500) leave();
    pressed = event.timeStamp;
  });
})();
