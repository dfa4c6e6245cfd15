/** Users, sessions and tokens of the API, and the answers to callers who are not signed in. */
@NullMarked
package dev.recado.api.security;

import org.jspecify.annotations.NullMarked;
