/** The service itself: how it is set up, started and ended. */
package io.glimpse.server;
