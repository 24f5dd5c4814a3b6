/** What the service writes down while it runs. */
package io.glimpse.server.log;
