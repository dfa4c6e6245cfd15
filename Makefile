.PHONY: run check check-fast test-flows format lint schemas bench bench-overload bench-conversations bench-swap bench-soak

run:        ## the hub with everything embedded, on http://127.0.0.1:8080
	./mvnw spring-boot:run

check:      ## every check and test
	./mvnw verify

check-fast: ## the tests that start no hub and no Kafka, in a few minutes
	./mvnw -q test

test-flows: ## the tests of flows alone (routes/tests), from the built jar
	./mvnw -q -DskipTests package
	java -jar target/recado.jar test --coverage

format:     ## the code as Spotless wants it
	./mvnw spotless:apply

lint:       ## what is wrong in routes/ and in the examples of the docs
	test -f target/recado.jar || ./mvnw -q -DskipTests package
	java -jar target/recado.jar lint
	java -jar target/recado.jar lint docs README.md

schemas:    ## what editors complete and check with, made anew from Camel's schema and routes/kamelets
	./mvnw -q -DskipTests package
	java -jar target/recado.jar schemas

bench:      ## builds the jar and measures it
	./mvnw -DskipTests package
	bench/run

bench-overload: ## builds the jar and offers it twice what it sustains
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
