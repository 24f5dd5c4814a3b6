/** Tokens: who may ask, and what for. */
package io.glimpse.server.token;
