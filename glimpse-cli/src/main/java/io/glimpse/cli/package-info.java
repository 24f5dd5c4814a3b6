/** The glimpse command. */
package io.glimpse.cli;
