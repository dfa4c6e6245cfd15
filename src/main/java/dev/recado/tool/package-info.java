/** The command line: what a person runs beside the hub, such as {@code lint} and {@code test}. */
@NullMarked
package dev.recado.tool;

import org.jspecify.annotations.NullMarked;
