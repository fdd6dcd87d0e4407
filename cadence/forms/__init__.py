"""What the queue's pages accept. Rules are asked by the services; these only know shapes."""
