/** What the service takes on, and for how long. */
package io.glimpse.server.limit;
