-- The four jobs in Java are routes now, which put their own in: these would be fired by classes that are gone.
delete from qrtz_fired_triggers where job_group in ('agenda', 'conversation', 'odoo', 'seller');
delete from qrtz_simple_triggers where trigger_group in ('agenda', 'conversation', 'odoo', 'seller');
delete from qrtz_triggers where trigger_group in ('agenda', 'conversation', 'odoo', 'seller');
delete from qrtz_job_details where job_group in ('agenda', 'conversation', 'odoo', 'seller');
