/** Webhooks that flow authors declare in YAML: the files of {@code routes/sources}. */
@NullMarked
package dev.recado.systems.source;

import org.jspecify.annotations.NullMarked;
