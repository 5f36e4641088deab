// Show the API's reference, from this server alone: nothing is asked of anybody else.
window.addEventListener("DOMContentLoaded", () => {
  SwaggerUIBundle({
    url: "/schema/openapi.json",
    dom_id: "#reference",
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
  });
});
