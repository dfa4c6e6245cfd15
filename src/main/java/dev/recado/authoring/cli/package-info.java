/** The command line: what a person runs beside the hub, such as {@code lint} and {@code test}. */
@NullMarked
package dev.recado.authoring.cli;

import org.jspecify.annotations.NullMarked;
