// Pages that a learning platform shows: send on what was chosen, tell that registering is over.
document.querySelector("form[data-send]")?.submit();
if (document.querySelector("[data-close]")) {
  (window.opener || window.parent).postMessage({ subject: "org.imsglobal.lti.close" }, "*");
}
