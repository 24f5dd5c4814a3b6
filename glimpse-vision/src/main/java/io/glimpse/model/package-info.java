/** The models that can be fetched, and those that are here. */
package io.glimpse.model;
