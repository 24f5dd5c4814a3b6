/** What clients send. */
package io.glimpse.server.upload;
