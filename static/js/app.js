// Every behaviour, one a file. Each listens on the document, so a swap needs no re-binding, and the
// pages work without any of them. `collectstatic` writes these files into this one (config/assets.py).
import "./aloud.js";
import "./copy.js";
import "./dialog.js";
import "./keys.js";
import "./outbox.js";
import "./passage.js";
import "./resting.js";
import "./select.js";
import "./toast.js";
import "./trouble.js";
import "./words.js";
