/** Features on disk: pictures that were encoded once, and ready features from elsewhere. */
package io.glimpse.featurestore;
