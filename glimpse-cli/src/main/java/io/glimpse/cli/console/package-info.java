/** What all commands share: options, console, and how failures are said. */
package io.glimpse.cli.console;
