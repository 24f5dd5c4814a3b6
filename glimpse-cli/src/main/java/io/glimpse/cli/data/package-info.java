/** Data sets. */
package io.glimpse.cli.data;
