-- Bare digits are Brazilian only if such a number can exist: after the area code 9 and eight digits, or eight digits from 2 on.
-- Without this an American number, which the hub wrote without a plus, had the key of a stranger in Brazil.
create or replace function phone_match_key(written text) returns text
  language sql immutable strict parallel safe
  return (
    with typed as (
      select regexp_replace(regexp_replace(written, '\D', '', 'g'), '^0+', '') as digits)
    select case
             when digits = '' then null
             when digits ~ '^55[1-9][1-9]\d{8,9}$' then '55' || substr(digits, 3, 2) || right(digits, 8)
             when digits ~ '^[1-9][1-9](9\d{8}|[2-9]\d{7})$' and written !~ '^\s*\+' then '55' || left(digits, 2) || right(digits, 8)
             else digits
           end
      from typed);

-- A stored key is computed again when its phone is written.
update client set phone = phone where match_key <> phone_match_key(phone);
