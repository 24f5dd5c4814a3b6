/** What the service says, as records. */
package io.glimpse.server.document;
