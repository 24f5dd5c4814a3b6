/** Features, and what an encoder sees. */
package io.glimpse.cli.features;
