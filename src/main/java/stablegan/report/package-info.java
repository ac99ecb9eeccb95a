/**
 * What a result looks like: tables (HTML, Markdown, LaTeX, CSV), charts, image grids, GIFs and a
 * self-contained HTML report. Everything here takes plain values, so it serves any experiment.
 */
package stablegan.report;
