.PHONY: run check check-fast test-flows format lint schemas bench bench-overload bench-conversations bench-swap bench-soak

run:        ## starts the hub with embedded PostgreSQL and Kafka, on http://127.0.0.1:8080
	./mvnw spring-boot:run

check:      ## runs every check and test
	./mvnw verify

check-fast: ## runs the quick tests: no hub, no Kafka, nothing that computes for long
	./mvnw -q test -Dtests.later='hub | kafka | load | thorough'

test-flows: ## runs only the tests of flows (routes/tests), with the built jar
	./mvnw -q -DskipTests package
	java -jar target/recado.jar test --coverage

format:     ## formats the code with Spotless
	./mvnw spotless:apply

lint:       ## checks routes/ and the examples in the docs
	test -f target/recado.jar || ./mvnw -q -DskipTests package
	java -jar target/recado.jar lint
	java -jar target/recado.jar lint docs README.md

schemas:    ## generates the schemas for editors from Camel's schema and routes/kamelets
	./mvnw -q -DskipTests package
	java -jar target/recado.jar schemas

bench:      ## builds the jar and measures it
	./mvnw -DskipTests package
	bench/run

bench-overload: ## builds the jar and sends it twice the rate that it sustains
	./mvnw -DskipTests package
	bench/run --overload

bench-conversations: ## builds the jar and measures how long customers wait for answers
	./mvnw -DskipTests package
	bench/conversations

bench-swap: ## builds the jar and saves files while 200 webhooks a second arrive
	./mvnw -DskipTests package
	bench/swap

bench-soak: ## builds the jar and sends it ten minutes of ordinary traffic
	./mvnw -DskipTests package
	bench/soak
