/** What went wrong with a run, told from its history: alarms with their causes. */
package stablegan.diagnostics;
