/**
 * The command line: {@code lint}, {@code test}, {@code new}, {@code schemas} and the other tools
 * beside the hub.
 */
@NullMarked
package dev.recado.authoring.cli;

import org.jspecify.annotations.NullMarked;
