/** The store of models. */
package io.glimpse.cli.model;
