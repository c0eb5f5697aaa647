// The pages work without this file; it only makes the menu on a phone, error summaries and the like more convenient.
import { initAll } from "./govuk-frontend.min.js";

initAll();

// While something is being read, the page is loaded again now and then.
if (document.querySelector("[data-busy]")) setTimeout(() => location.reload(), 4000);
