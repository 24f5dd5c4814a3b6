/**
 * What is to be looked at: files, folders of classes, lists of names, point clouds and how they are
 * drawn.
 */
package io.glimpse.input;
