/** The user's folder of models, and of files that are unpacked once. */
package io.glimpse.store;
