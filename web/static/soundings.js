// The pages work without this file; it only makes the menu on a phone, error summaries and the like more convenient.
import { initAll } from "./govuk-frontend.min.js";

initAll();
