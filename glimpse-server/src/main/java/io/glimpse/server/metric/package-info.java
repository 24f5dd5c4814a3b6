/** What the service counts and measures. */
package io.glimpse.server.metric;
