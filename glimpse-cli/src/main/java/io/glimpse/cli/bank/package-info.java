/** Banks of examples. */
package io.glimpse.cli.bank;
