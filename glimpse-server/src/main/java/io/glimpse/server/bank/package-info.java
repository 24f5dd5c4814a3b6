/** Routes of banks: what they hold, what changed, and what they answer. */
package io.glimpse.server.bank;
