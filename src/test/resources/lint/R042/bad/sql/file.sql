-- Reads a file of the server.
select pg_read_file('/etc/hostname')
