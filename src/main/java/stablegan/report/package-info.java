/**
 * What a result looks like: tables (HTML, Markdown, LaTeX, CSV), comparisons, claims and a
 * self-contained HTML report.
 */
package stablegan.report;
