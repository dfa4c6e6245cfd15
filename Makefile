.PHONY: run check format bench bench-conversations

run:        ## the hub with everything embedded, on http://127.0.0.1:8080
	./mvnw spring-boot:run

check:      ## every check and test
	./mvnw verify

format:     ## the code as Spotless wants it
	./mvnw spotless:apply

bench:      ## builds the jar and measures it
	./mvnw -DskipTests package
	bench/run

bench-conversations: ## builds the jar and measures how long customers wait for answers
	./mvnw -DskipTests package
	bench/conversations
